/** Gives what `make` gave the first time. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Gives what `make` gave for a key the first time. */
export function onceForEach<K, T>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, () => T>();
  return (key) => {
    const found = made.get(key) ?? once(() => make(key));
    made.set(key, found);
    return found();
  };
}
