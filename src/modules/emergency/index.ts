export { glassForToday, glassMatters } from './for-today.ts'
