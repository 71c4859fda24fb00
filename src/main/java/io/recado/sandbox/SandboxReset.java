package io.recado.sandbox;

/** Published when somebody asked for a fresh start: every part forgets what happened and begins with its demo data again. */
public record SandboxReset() {}
