import type { ApiErrorBody } from "#shared/http/apiError";

/** A refusal, as the server worded it, or `offline` when nothing came back. */
export class ApiError extends Error {
  readonly code: string;
  /** The HTTP status, or 0 when nothing came back. */
  readonly status: number;
  readonly fields: readonly { path: string; message: string }[];
  /** Seconds to wait before asking again, where waiting helps. */
  readonly retryAfter: number | null;

  constructor(status: number, body: ApiErrorBody) {
    super(body.message);
    this.name = "ApiError";
    this.code = body.code;
    this.status = status;
    this.fields = body.fields ?? [];
    this.retryAfter = body.retryAfter ?? null;
  }

  /** Asking the same again may succeed without anybody changing anything. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Whether something thrown is a refusal with that code. */
export function isRefusal(error: unknown, code: string): error is ApiError {
  return error instanceof ApiError && error.code === code;
}
