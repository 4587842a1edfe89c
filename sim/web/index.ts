export { IngestClient } from './ingest-client.ts';
export { PatrolApi, type PatrolTask } from './patrol-api.ts';
export { pause } from './pause.ts';
export { waitUntilReady } from './wait-until-ready.ts';
export { WebRefusal } from './web-refusal.ts';
