import { DECISION } from "./decision";
import { LAUNCH } from "./launch";
import type { Mutant } from "./mutation";
import { SERVICE } from "./service";
import { VERDICT } from "./verdict";

/** Every mutant that the runner makes. */
export const MUTANTS: readonly Mutant[] = [...DECISION, ...VERDICT, ...LAUNCH, ...SERVICE];
