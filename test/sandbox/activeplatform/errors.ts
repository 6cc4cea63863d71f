import { Refusal } from '../answer.ts';

/**
 * Assumed throughout: no page of ActivePlatform shows an error body, so these are error objects of JSON:API 1.1.
 * `pointer` names the wrong member of the body.
 */
export function activeplatformError(status: number, detail: string, pointer?: string): Refusal {
  const source = pointer === undefined ? {} : { source: { pointer } };
  const title = titles[status] ?? 'Error';
  return new Refusal(status, { errors: [{ status: String(status), title, detail, ...source }] });
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  406: 'Not Acceptable',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};
