/** Calls `make` once, and returns its result each time. After an error it is called again. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The same for each key. */
export function onceForEach<K, T>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, () => T>();
  return (key) => {
    const found = made.get(key) ?? once(() => make(key));
    made.set(key, found);
    return found();
  };
}
