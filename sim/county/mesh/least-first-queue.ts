/** A queue that gives back the number of least cost first (binary heap). */
export class LeastFirstQueue {
  readonly #costs: number[] = [];
  readonly #values: number[] = [];

  push(value: number, cost: number): void {
    let at = this.#values.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.#costs[parent] as number) <= cost) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#costs[at] = cost;
    this.#values[at] = value;
  }

  /** @returns the number of least cost; `null` when the queue is empty */
  pop(): number | null {
    const value = this.#values[0];
    if (value === undefined) return null;
    const lastValue = this.#values.pop() as number;
    const lastCost = this.#costs.pop() as number;
    if (this.#values.length > 0) this.#sink(lastValue, lastCost);
    return value;
  }

  #sink(value: number, cost: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#values.length) break;
      const right = this.#costs[child + 1];
      if (right !== undefined && right < (this.#costs[child] as number)) child++;
      if ((this.#costs[child] as number) >= cost) break;
      this.#move(child, at);
      at = child;
    }
    this.#values[at] = value;
    this.#costs[at] = cost;
  }

  #move(from: number, to: number): void {
    this.#costs[to] = this.#costs[from] as number;
    this.#values[to] = this.#values[from] as number;
  }
}
