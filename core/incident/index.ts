export { type Incident, type IncidentPhase, type IncidentState, incidentPhases } from './incident.ts';
export { type IncidentEvent, type IncidentRefusal, isOpen, transitionIncident } from './transition.ts';
