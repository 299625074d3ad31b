export { answerAlarm } from './answer-alarm.ts'
export { giveKey } from './give-key.ts'
export { listAlarms } from './list-alarms.ts'
