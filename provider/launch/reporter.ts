/** Where messages for a person go. None of these functions throws or waits. */
export interface Reporter {
  /** Shown on the resource's row while it works, and replaced by the next. */
  progress(text: string): void;
  /** Kept, and listed with the resource when the run ends. */
  info(text: string): void;
  /** As `info`, marked as a warning. */
  warn(text: string): void;
}
