/** A name from a device as a person may see it: without control and formatting characters, and not without end. */
export function plainText(text: string, lengthMax: number): string {
  const plain = text
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, lengthMax);
  return plain.replace(/[\uD800-\uDBFF]$/, '').trim(); // half a character, if it was cut there
}

/** A token from a device, which is sent back as it is; null when it cannot be one of ours to keep. */
export function readToken(text: string): string | null {
  return text !== '' && text.length <= 128 && !/\p{C}/u.test(text) ? text : null;
}
