import { join } from "node:path";

/** The project's folder, from dist/test/support. */
export const root = join(__dirname, "..", "..", "..");
