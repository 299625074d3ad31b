import { defineRecord } from '../../platform/records.ts'
import { FaceSheet, PersonCard, Place } from './contract.ts'

/** Under the person's own compartment. */
export const cardRecord = defineRecord({
  label: 'person.card',
  scope: 'compartment',
  version: 1,
  schema: PersonCard,
})
/** The same card under the desk's key: a list of fifty costs one key (docs/adr/0004). */
export const deskCardRecord = defineRecord({
  label: 'person.desk_card',
  scope: 'desk',
  version: 1,
  schema: PersonCard,
})
export const faceRecord = defineRecord({
  label: 'person.face',
  scope: 'compartment',
  version: 1,
  schema: FaceSheet,
})
export const placeRecord = defineRecord({
  label: 'whereabouts.place',
  scope: 'compartment',
  version: 1,
  schema: Place,
})
