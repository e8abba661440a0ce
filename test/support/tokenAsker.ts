import { inspect } from "node:util";
import { chooseIdentity } from "../../provider/settings/chooseIdentity";
import { TOKEN } from "../../provider/marketplace/cloudPartner/api";
import { createCredential } from "../../provider/marketplace/identity/credential";

// A process of its own, since Node reads NODE_EXTRA_CA_CERTS when it starts. It answers each question of its parent.

type Values = Readonly<Record<string, string>>;

export interface Question {
  readonly config: Values;
  readonly environment: Values;
  /** One round after another, at so many milliseconds from now; one, at once, unless told otherwise. */
  readonly rounds?: readonly number[];
  /** Callers at the same time, each round. */
  readonly callers?: number;
}

export type Answer =
  | { readonly tokens: readonly string[] }
  | { readonly code: string; readonly message: string; readonly inspected: string };

async function ask({ config, environment, rounds = [0], callers = 1 }: Question): Promise<Answer> {
  let ahead = 0;
  const credential = createCredential({
    target: TOKEN,
    choice: chooseIdentity((key) => config[key], environment),
    clock: { now: () => Date.now() + ahead, after: () => () => undefined },
  });
  const tokens: string[] = [];
  try {
    for (const round of rounds) {
      ahead = round;
      const given = await Promise.all(Array.from({ length: callers }, () => credential.getToken()));
      tokens.push(...new Set(given));
    }
    return { tokens };
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    const inspected = inspect(error, { depth: 9, showHidden: true });
    return { code: String(error.code), message: error.message, inspected };
  }
}

process.on("message", (question: Question) => {
  void ask(question).then((answer) => process.send?.(answer));
});
