/** The API that tokens are for. */
export interface TokenTarget {
  /** The scope that is requested from Microsoft Entra ID, such as `https://api.example/.default`. */
  readonly scope: string;
  /** The environment variable in which a token may be given, for messages. */
  readonly variable: string;
}
