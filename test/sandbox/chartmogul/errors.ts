import { Refusal } from '../answer.ts';

/**
 * ChartMogul's error shape 1, as recorded for customers, contacts and ping. No error for notes or tasks was ever
 * recorded; it is assumed that they have this shape.
 */
export function chartmogulError(code: number, message: string, param: string | null = null): Refusal {
  return new Refusal(code, { code, message, param });
}

/** 400, as recorded for other resources. */
export function missingParameter(param: string): Refusal {
  return chartmogulError(400, `Parameter "${param}" is missing`, param);
}

/** 422. The messages are assumed. */
export function invalidParameter(param: string, message: string): Refusal {
  return chartmogulError(422, message, param);
}

/** 404, as recorded for customers and contacts. Its message has their ids without the prefix. */
export function unknownResource(type: string, uuid: string, param: string): Refusal {
  return chartmogulError(404, `${type} "${uuid.replace(/^[a-z]+_/, '')}" does not exist`, param);
}
