/** A JPEG of 16 by 16 pixels. */
const plain = Uint8Array.from(
  atob(
    '/9j/4AAQSkZJRgABAgAAAQABAAD//gAQTGF2YzU5LjM3LjEwMAD/2wBDAAg+Pkk+SVVVVVVVVWRdZGhoaGRkZGRoaGhwcHCDg4NwcHBoaHBwfHyDg4+Tj4eHg4eTk5ubm7q6srLZ2eD/////xABMAAEBAAAAAAAAAAAAAAAAAAAABgEBAQAAAAAAAAAAAAAAAAAABgcQAQAAAAAAAAAAAAAAAAAAAAARAQAAAAAAAAAAAAAAAAAAAAD/wAARCAAQABADASIAAhEAAxEA/9oADAMBAAIRAxEAPwCLAFF/f//Z',
  ),
  (letter) => letter.codePointAt(0) ?? 0,
);

/** A JPEG that has a comment, and so bytes that no other comment makes. */
export function jpeg(comment: string | number = ''): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(String(comment));
  const length = text.length + 2;
  const segment = [0xff, 0xfe, Math.floor(length / 256), length % 256, ...text];
  return Uint8Array.from([...plain.subarray(0, 2), ...segment, ...plain.subarray(2)]);
}
