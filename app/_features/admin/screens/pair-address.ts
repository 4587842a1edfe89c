/** What is typed into a screen's browser to have it show a code. */
export function pairAddress(): string {
  return `${window.location.host}/screens/pair`;
}
