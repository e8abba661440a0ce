/** Where words for a person go. None of these throws or waits. */
export interface Reporter {
  /** Shown on the resource's row while it works, and replaced by the next. */
  progress(text: string): void;
  /** Kept, and listed with the resource at the end of the run. */
  info(text: string): void;
  /** As `info`, marked as a warning. */
  warn(text: string): void;
}
