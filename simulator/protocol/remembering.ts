/** More different texts than clients send in a header. */
const mostKept = 100;
/** A longer text is no header that clients send again and again. */
const longestKept = 200;

/** The pure function of a text with a memory of its results: clients send the same headers with every call. */
export function remembering<Result>(compute: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined || results.has(text)) return known as Result;
    const result = compute(text);
    if (text.length <= longestKept) {
      if (results.size >= mostKept) results.clear();
      results.set(text, result);
    }
    return result;
  };
}
