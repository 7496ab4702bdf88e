'use client';

/** Such as a token that Threads takes no more, or a text that is too long; the log of the server knows which. */
export default function Failed() {
  return (
    <p>
      This did not work. <a href="/">Try again</a>, or <a href="/login">log in again</a>.
    </p>
  );
}
