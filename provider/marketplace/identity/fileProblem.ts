import { stringField } from "../../values/json";

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "its path is too long",
};

/** Why a file cannot be read. Without its path: somebody may have put the secret itself there. */
export function fileProblem(error: unknown): string {
  const code = stringField(error, "code") ?? "no reason given";
  const problem = PROBLEMS[code];
  return problem === undefined ? code : `${problem} (${code})`;
}
