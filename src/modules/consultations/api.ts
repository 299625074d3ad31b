import { apiRoute } from '../../platform/http/api.ts'
import { recordConsultation } from './record-consultation.ts'

export const consultationApi = [
  apiRoute({
    method: 'post',
    path: '/consultations',
    useCase: recordConsultation,
    isOnce: true,
    summary: 'Records a consultation at the desk of the credential.',
  }),
]
