/**
 * Where an appliance's text goes: a serial line, a hypercall, standard output.
 *
 * Output only, as on Solo5 (`solo5_console_write`). A write is taken whole, in order, at once; a console that cannot keep up
 * drops text rather than stop the appliance, and counts what it dropped.
 */
export interface Console {
  /** Writes text as UTF-8. Lines end with "\n"; nothing is added. Never throws. */
  write(text: string): void;
}
