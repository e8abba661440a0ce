/** Whom tokens are for: one API. */
export interface TokenTarget {
  /** What Microsoft Entra ID is asked for, such as `https://api.example/.default`. */
  readonly scope: string;
  /** The environment variable in which a token for it may be given, for messages. */
  readonly variable: string;
}
