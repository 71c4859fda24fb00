-- Faults on order. Each is a change of this database that can be undone; its row says how, and is written in the same transaction.
-- A restart takes back what it finds here.
CREATE TABLE producto.fallo (
  id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clase TEXT NOT NULL,
  deshacer TEXT[] NOT NULL
);

-- What policies and triggers of faults call, in the client's session.
CREATE SCHEMA fallo;
GRANT USAGE ON SCHEMA fallo TO cbr_hub;

-- The statement stops here while the sandbox holds the gate. It says first which row it has come to (0: no special one); the sandbox
-- sees both locks in pg_locks. Waiting for a lock, it can be cancelled, time out and be cut off like any other.
CREATE FUNCTION fallo.parada(id_fallo INT, fila INT) RETURNS boolean LANGUAGE plpgsql VOLATILE COST 1000000 AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(1400000000 + id_fallo, fila);
  PERFORM pg_advisory_lock_shared(1500000000 + id_fallo, 0);
  PERFORM pg_advisory_unlock_shared(1500000000 + id_fallo, 0);
  RETURN true;
END
$$;

-- A server whose clock is wrong by so many minutes. Its trigger's name is the last in the alphabet: others judge by the right time.
CREATE FUNCTION fallo.desfasar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.fecha_modificacion := NEW.fecha_modificacion + make_interval(mins => TG_ARGV[0]::int);
  RETURN NEW;
END
$$;
