/**
 * Collects the text of a string item: its `t` elements, in runs of different fonts or not, without the phonetic hints
 * (`rPh`) that East Asian versions of Excel keep beside it (ISO/IEC 29500-1, 18.4).
 */
export class TextCollector {
  #text = '';
  #isText = false;
  #isHint = false;

  begin(): void {
    this.#text = '';
    this.#isText = false;
    this.#isHint = false;
  }

  open(element: string): void {
    if (element === 'rPh') this.#isHint = true;
    else if (element === 't') this.#isText = !this.#isHint;
  }

  text(text: string): void {
    if (this.#isText) this.#text += text;
  }

  close(element: string): void {
    if (element === 'rPh') this.#isHint = false;
    else if (element === 't') this.#isText = false;
  }

  end(): string {
    return this.#text;
  }
}
