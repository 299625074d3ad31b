/**
 * What lies under a desk's own key and moves to the next one when it is renewed. The same list stands in
 * `internal.desk_documents`; a guard compares it with the kinds of records.
 */
export const renewedDocuments = [
  'person.desk_card',
  'case_.label',
  'handover_note.note',
  'saved_view.name',
  'search_drawer.lines',
]
