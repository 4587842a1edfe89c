import type { DeviceDescription, InspectRequest, Problem, RegisterCameras } from '#core/contracts';
import { ApiError, type RegisteredCamera } from '../../../_lib/api/index.ts';
import { createStore } from '../../../_lib/store/index.ts';
import { adminProblem } from '../admin-problem.ts';
import type { Found } from './channels.ts';
import { blamedFields, registration } from './wizard-check.ts';
import { newWizard, type Wizard, type WizardAction, wizardAfter } from './wizard-state.ts';

/** What the wizard asks the server for. */
export interface WizardServer {
  readonly inspect: (request: InspectRequest) => Promise<DeviceDescription>;
  readonly register: (body: RegisterCameras) => Promise<readonly RegisteredCamera[]>;
}

/**
 * The registration of one device after another. It lives as long as its page: passwords are in it, so it is kept
 * nowhere else.
 */
export class CameraWizard {
  readonly state = createStore<Wizard>(newWizard);
  readonly #server: WizardServer;

  constructor(server: WizardServer) {
    this.#server = server;
  }

  /** Does whatever needs no server. */
  act(action: WizardAction): void {
    this.state.set(wizardAfter(this.state.get(), action));
  }

  /** Takes plain streams that no device describes. */
  take(found: Extract<Found, { kind: 'stream' }>): void {
    this.act({ type: 'found', found });
  }

  /** Reads a device. While one is being read, another is not begun. */
  async read(request: InspectRequest): Promise<void> {
    if (this.state.get().stage.step === 'reading') return;
    this.act({ type: 'read' });
    try {
      const device = await this.#server.inspect(request);
      if (device.channels.length === 0) this.act({ type: 'notFound', problem: 'noVideo' });
      else this.act({ type: 'found', found: { kind: 'device', device, ...request } });
    } catch (error) {
      this.act({ type: 'notFound', problem: adminProblem(error) });
    }
  }

  /** Registers what is chosen, once: pressed again while it is under way, or when all is done, it does nothing. */
  async save(): Promise<void> {
    const { stage, common } = this.state.get();
    if (stage.step !== 'placing' || stage.saving.state === 'sending') return;
    const body = registration(stage, common);
    if (!body.ok) {
      this.act({ type: 'wrong', wrong: body.error });
      return;
    }
    this.act({ type: 'send' });
    try {
      this.act({ type: 'saved', cameras: await this.#server.register(body.value) });
    } catch (error) {
      const wrong = blamedFields(stage, problemOf(error));
      this.act({ type: 'notSaved', problem: adminProblem(error), wrong });
    }
  }
}

function problemOf(error: unknown): Problem | null {
  return error instanceof ApiError && error.failure.kind === 'problem' ? error.failure.problem : null;
}
