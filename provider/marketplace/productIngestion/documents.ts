import type { Requester } from "../http/requester";
import { readErrorBody } from "../http/serviceError";
import type { Documents } from "../service";
import type { Version } from "../version";
import { treePath } from "./paths";
import { parseTree, type Tree } from "./tree";

export interface DocumentsRequest {
  readonly guid: string;
  /** The versions that the last look saw in preview and production. */
  readonly seen: { readonly preview?: Version; readonly production?: Version };
  readonly signal: AbortSignal | undefined;
}

/** The service refuses to show an empty target, and all targets of some types of offers. */
const REFUSED = [400, 404];

interface TargetContent {
  readonly tree?: Tree;
  readonly why?: string;
}

async function readTree(
  requester: Requester,
  { guid, signal }: DocumentsRequest,
  target: "preview" | "live",
): Promise<TargetContent> {
  const response = await requester.get(treePath(guid, target), { signal, expected: REFUSED });
  if (!REFUSED.includes(response.status)) return { tree: parseTree(response.body) };
  const { code, text } = readErrorBody(response.body);
  return { why: [`HTTP ${response.status}`, code, text].filter((part) => part !== undefined).join(": ") };
}

/** Reads what preview and production hold. A target that cannot be shown is a result, not an error. */
export async function readDocuments(requester: Requester, request: DocumentsRequest): Promise<Documents> {
  const [preview, live] = await Promise.all([
    readTree(requester, request, "preview"),
    readTree(requester, request, "live"),
  ]);
  return compared(preview, live, request.seen);
}

function compared(preview: TargetContent, live: TargetContent, seen: DocumentsRequest["seen"]): Documents {
  if (preview.tree === undefined && seen.preview !== undefined)
    return { unavailable: refused("preview", preview) };
  if (live.tree === undefined && seen.production !== undefined) return { unavailable: refused("live", live) };
  const number = preview.tree?.submission;
  if (number !== undefined && seen.preview !== undefined && number !== seen.preview) {
    return {
      unavailable: `preview was published again in the meantime, and now contains submission ${number}`,
    };
  }
  return {
    ...(preview.tree === undefined ? {} : { preview: preview.tree.content }),
    ...(live.tree === undefined ? {} : { production: live.tree.content }),
  };
}

function refused(target: string, { why = "no reason is given" }: TargetContent): string {
  return `the service does not show the content of target "${target}" (${why}), as for some types of offers, such as Azure Applications`;
}
