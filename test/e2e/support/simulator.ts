/** The simulated cameras' fault control; a camera id is `cam_` and its 20-digit code. */
export class SimulatorControl {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async fail(cameraId: string, fault: string): Promise<void> {
    await this.#ask('POST', '/faults', { code: codeOf(cameraId), fault });
  }

  async mend(cameraId: string): Promise<void> {
    await this.#ask('DELETE', `/faults/${codeOf(cameraId)}`);
  }

  /** Stops the scripted evening. */
  async pauseEvening(): Promise<void> {
    await this.#ask('POST', '/evening/pause');
  }

  /** Plays one step of the evening as if it had never been played. */
  async fire(name: string): Promise<void> {
    await this.#ask('POST', '/evening/step', { name, fresh: true });
  }

  async #ask(method: string, path: string, body?: object): Promise<void> {
    const response = await fetch(new URL(path, this.#url), {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
}

const codeOf = (cameraId: string): string => cameraId.replace(/^cam_/, '');
