export { ApiError, type ApiFailure, statusOf } from './api-error.ts';
export {
  changeLocale,
  fetchCamera,
  fetchCameras,
  fetchMe,
  fetchOrgTree,
  fetchStreamTickets,
  signIn,
  signOut,
} from './endpoints.ts';
export { sessionRefusals } from './request.ts';
