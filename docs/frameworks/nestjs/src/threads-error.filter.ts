import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { isThreadsError } from 'threads-sdk';

/** Answers what Threads refused with 502, and what was wrong with the input with 400. */
@Catch()
export class ThreadsErrorFilter extends BaseExceptionFilter implements ExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    if (!isThreadsError(error)) return super.catch(error, host);
    console.error(error); // it holds no secret
    const status = error.code === 'INVALID_INPUT' ? 400 : 502;
    super.catch(new HttpException({ code: error.code, message: error.message }, status), host);
  }
}
