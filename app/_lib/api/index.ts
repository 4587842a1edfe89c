export { ApiError, type ApiFailure, statusOf } from './api-error.ts';
export {
  changeLocale,
  fetchCameras,
  fetchMe,
  fetchOrgTree,
  fetchStreamTickets,
  signIn,
  signOut,
} from './endpoints.ts';
