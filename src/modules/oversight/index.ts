export { alarmsForToday, eventMatters, eventsForToday } from './for-today.ts'
