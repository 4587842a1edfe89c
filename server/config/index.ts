export { gatewayPlaces, settingsOfGateway } from './gateway-settings.ts';
export { createLogger, type Logger } from './log.ts';
export { loadSecrets, type Secrets } from './secrets.ts';
export {
  readSettings,
  type Settings,
  type SettingsError,
  settingsSchema,
  toEnvironment,
} from './settings.ts';
