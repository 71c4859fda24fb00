// Packs the Opus packets of a WebM recording into Ogg (RFC 3533, RFC 7845). WebM is EBML: elements of id, size, content (RFC 8794).
const master = new Set([0x18538067, 0x1f43b675, 0x1654ae6b, 0xae]);
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
const CODEC_PRIVATE = 0x63a2;

/** @param webm bytes with one track of Opus */
export function toOgg(webm) {
  const found = { head: null, packets: [] };
  read(webm, 0, webm.length, found);
  if (!found.head || !found.packets.length) throw new Error('no sound');
  const serial = Math.floor(Math.random() * 0x7fffffff);
  const pages = [page([found.head], 0, 0, serial, 2), page([tags()], 0, 1, serial, 0)];
  // the granule position counts samples at 48 kHz up to the end of a page, those to skip included
  let samples = 0;
  found.packets.forEach((packet, n) => {
    samples += samplesOf(packet);
    pages.push(page([packet], samples, n + 2, serial, n === found.packets.length - 1 ? 4 : 0));
  });
  return new Blob(pages);
}

function read(bytes, from, to, found) {
  let at = from;
  while (at < to) {
    const id = number(bytes, at, false);
    const size = number(bytes, at + id.length, true);
    const start = at + id.length + size.length;
    // a recording in progress does not know how long its segments and clusters will be: they reach to the end
    const end = size.unknown ? to : Math.min(to, start + size.value);
    if (master.has(id.value) || id.value === BLOCK_GROUP) read(bytes, start, end, found);
    else if (id.value === CODEC_PRIVATE) found.head = bytes.subarray(start, end);
    else if (id.value === SIMPLE_BLOCK || id.value === BLOCK) found.packets.push(bytes.subarray(start + number(bytes, start, true).length + 3, end));
    at = end;
  }
}

function number(bytes, at, withoutMarker) {
  const first = bytes[at];
  const length = Math.clz32(first) - 23;
  let value = withoutMarker ? first & (0xff >> length) : first;
  let ones = value === (0xff >> length);
  for (let n = 1; n < length; n++) {
    value = value * 256 + bytes[at + n];
    ones &&= bytes[at + n] === 0xff;
  }
  return { value, length, unknown: withoutMarker && ones };
}

/** How long a packet sounds, from its first byte (RFC 6716 §3.1). */
function samplesOf(packet) {
  const config = packet[0] >> 3;
  const frame = config < 12 ? [480, 960, 1920, 2880][config % 4] : config < 16 ? [480, 960][config % 2] : [120, 240, 480, 960][config % 4];
  const frames = [1, 2, 2, packet[1] & 63][packet[0] & 3];
  return frame * frames;
}

function tags() {
  const name = new TextEncoder().encode('Recado');
  const bytes = new Uint8Array(8 + 4 + name.length + 4);
  bytes.set(new TextEncoder().encode('OpusTags'));
  bytes[8] = name.length;
  bytes.set(name, 12);
  return bytes;
}

function page(packets, granule, sequence, serial, flags) {
  const laces = packets.flatMap(packet => [...Array(Math.floor(packet.length / 255)).fill(255), packet.length % 255]);
  const bytes = new Uint8Array(27 + laces.length + packets.reduce((sum, packet) => sum + packet.length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('OggS'));
  bytes[5] = flags;
  view.setBigUint64(6, BigInt(granule), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, sequence, true);
  bytes[26] = laces.length;
  bytes.set(laces, 27);
  let at = 27 + laces.length;
  for (const packet of packets) {
    bytes.set(packet, at);
    at += packet.length;
  }
  view.setUint32(22, checksum(bytes), true);
  return bytes;
}

const table = Array.from({ length: 256 }, (_, n) => {
  let rest = n << 24;
  for (let bit = 0; bit < 8; bit++) rest = rest & 0x80000000 ? (rest << 1) ^ 0x04c11db7 : rest << 1;
  return rest >>> 0;
});

function checksum(bytes) {
  let sum = 0;
  for (const byte of bytes) sum = ((sum << 8) ^ table[(sum >>> 24) ^ byte]) >>> 0;
  return sum;
}
