/** Which square parts of a picture were drawn on: most of a fixed camera's picture stays as it is. */
export class Tiles {
  readonly size: number;
  readonly columns: number;
  readonly rows: number;
  readonly flags: Uint8Array;
  readonly #width: number;
  readonly #height: number;

  constructor(width: number, height: number, size: number) {
    this.size = size;
    this.#width = width;
    this.#height = height;
    this.columns = Math.ceil(width / size);
    this.rows = Math.ceil(height / size);
    this.flags = new Uint8Array(this.columns * this.rows);
  }

  /** Marks all tiles that a rectangle of picture elements touches; its last ones included. */
  mark(left: number, top: number, right: number, bottom: number): void {
    const { size, columns, rows, flags } = this;
    const lastColumn = Math.min(columns - 1, Math.floor(right / size));
    const lastRow = Math.min(rows - 1, Math.floor(bottom / size));
    for (let row = Math.max(0, Math.floor(top / size)); row <= lastRow; row += 1) {
      for (let column = Math.max(0, Math.floor(left / size)); column <= lastColumn; column += 1) {
        flags[row * columns + column] = 1;
      }
    }
  }

  /** Calls `visit` with the bounds of every marked tile; `right` and `bottom` are one past the last element. */
  each(visit: (left: number, top: number, right: number, bottom: number) => void): void {
    const { size, columns, rows, flags } = this;
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        if (flags[row * columns + column] === 0) continue;
        const [left, top] = [column * size, row * size];
        visit(left, top, Math.min(this.#width, left + size), Math.min(this.#height, top + size));
      }
    }
  }

  clear(): void {
    this.flags.fill(0);
  }
}
