export { addPerson, cardOf, faceOf, listCardOf, type NewPerson, writeTokens } from './store.ts'
