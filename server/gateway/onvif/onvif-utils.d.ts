/** The part of the `onvif` package's parser that is used here; its own declarations leave it out. */
declare module 'onvif/lib/utils.js' {
  /**
   * Calls back before it returns, perhaps more than once.
   * @param callback given the children of the envelope's body as the package's parser leaves them
   */
  export function parseSOAPString(
    xml: string,
    callback: (error: Error | null, body: readonly unknown[] | '' | null) => void,
  ): void;
}
