import { macOfWriting } from '../writing-macs.ts'

interface WritingInput {
  root: string
  tenantId: string | null
  fields: (string | { hex: string })[]
}

const raw = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))

export function writingMac({ root, tenantId, fields }: WritingInput): string {
  const given = fields.map((one) => (typeof one === 'string' ? one : raw(one.hex)))
  return Buffer.from(macOfWriting(raw(root), tenantId, given)).toString('hex')
}

export function writingInputs(
  root: string,
  {
    tenantId,
    actorId,
    rowId,
    sample,
  }: { tenantId: string; actorId: string; rowId: string; sample: (name: string, length?: number) => string },
): Record<string, WritingInput> {
  const nonce = { hex: sample('nonce of a line', 16) }
  const row = { hex: rowId.replaceAll('-', '') }
  const document = { hex: sample('document') }
  return {
    'a document of an act': {
      root,
      tenantId,
      fields: [nonce, 'case.note', actorId, 'case_note.body', row, document],
    },
    'nothing, of the instance': { root, tenantId: null, fields: [nonce, 'record.keyed', ''] },
  }
}
