/** The call that a request makes, or why it makes none. `allow`: the methods that the path takes. */
export type Routing<Route> =
  | { readonly kind: "route"; readonly route: Route }
  | { readonly kind: "malformed" }
  | { readonly kind: "unknown" }
  | { readonly kind: "wrongMethod"; readonly allow: readonly string[] };
