export {
  acceptRequest,
  answerRequest,
  askBack,
  declineRequest,
  finishRequest,
  replyToDesk,
} from './answer-request.ts'
export { RequestLine } from './contract.ts'
export { decideRequest } from './decide-request.ts'
export { requestMatters, requestsForToday } from './for-today.ts'
export { requestCrontab, requestTasks } from './jobs.ts'
export { listInbox, listOutbox } from './list-requests.ts'
export { openRequestsOfCase, requestsAtClosing } from './open-on-case.ts'
export { openRequest, requestStanding } from './open-request.ts'
export { answerOnBehalf, handOverSheet, printSheet } from './paper.ts'
export { prepareRequest } from './prepare-request.ts'
export { listOwnActs, recordAct } from './record-act.ts'
export { type ShownRequest, searchableRequests } from './searchable-requests.ts'
export { sendRequest } from './send-request.ts'
export { requestTimeline } from './timeline-source.ts'
