/** Works something out once for each object: several readers of one message ask for the same. What is remembered goes with the object. */
export function oncePer<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** The same for words of the content, of which there are few. Never for a patient's: those would stay. */
export function onceForEach<Value>(make: (word: string) => Value): (word: string) => Value {
  const made = new Map<string, Value>();
  return (word) => {
    if (!made.has(word)) made.set(word, make(word));
    return made.get(word)!;
  };
}
