export { eventMatters, eventsForToday } from './for-today.ts'
