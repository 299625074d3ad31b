export { answerAlarm } from './answer-alarm.ts'
export { listAlarms } from './list-alarms.ts'
