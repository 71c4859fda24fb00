package io.recado.sandbox.whatsapp.control;

import io.recado.sandbox.whatsapp.scenario.Player;
import io.recado.sandbox.whatsapp.scenario.Recording;
import io.recado.sandbox.whatsapp.scenario.Report;
import io.recado.sandbox.whatsapp.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Records scenarios and plays them. */
@RestController
@RequestMapping("/sandbox/api/scenarios")
class ScenarioApi {

    /** @param file the scenario as YAML */
    record Recorded(String name, String file) {}

    private final Recording recording;
    private final Player player;
    private final Clock clock;

    ScenarioApi(Recording recording, Player player, Clock clock) {
        this.recording = recording;
        this.player = player;
        this.clock = clock;
    }

    @GetMapping("/recording")
    Recording.State state() {
        return recording.state();
    }

    @PostMapping("/recording")
    Recording.State start() {
        recording.start();
        return recording.state();
    }

    @PostMapping("/recording/stop")
    Recorded stop() {
        String at = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        String name = "scenario-" + at.replaceAll("[:Z]", "").replace('T', '-');
        return new Recorded(name + ".yaml", recording.stop(name).yaml());
    }

    /** Plays the scenario of the body, in YAML and UTF-8, and answers when it is over: 200 also when a step failed. */
    @PostMapping("/run")
    Report run(@RequestBody byte[] scenario) {
        return player.play(Scenario.read(new String(scenario, StandardCharsets.UTF_8)));
    }
}
