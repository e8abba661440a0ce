/** Licences that a dependency of an Apache-2.0 package may have, and that ask for no more than naming them. */
const ALLOWED: ReadonlySet<string> = new Set([
  ...["Apache-2.0", "MIT", "MIT-0", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0"],
  ...["CC0-1.0", "Unlicense", "Python-2.0"],
]);

/** Whether an SPDX expression lets users install the package: one of what OR joins, all of what AND joins. */
export function licenceAllows(expression: string | undefined): boolean {
  if (expression === undefined) return false;
  const plain = expression.trim().replace(/^\((.*)\)$/, "$1");
  // No dependency of ours has nested brackets, so their meaning is not guessed.
  if (/[()]/.test(plain)) return false;
  return plain
    .split(/ OR /)
    .some((choice) => choice.split(/ AND /).every((licence) => ALLOWED.has(licence.trim())));
}
