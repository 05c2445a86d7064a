/**
 * A program for Python, which is there for pip: it unpacks one file of an archive after another, and checks them. A library that is
 * unpacked in memory would take as much as training does.
 *
 * Its arguments: the wheel, the folder, and as JSON the libraries and the headers; then pairs of a package and its folder.
 */
export const UNPACK = `
import json, os, shutil, sys, tarfile, zipfile

wheel, folder, chosen, *packages = sys.argv[1:]
chosen = json.loads(chosen)

def target(*parts):
    path = os.path.join(*parts)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return open(path, 'wb')

with zipfile.ZipFile(wheel) as archive:
    for name in chosen['libraries']:
        with archive.open('tensorflow/' + name) as source, target(folder, 'lib', name) as file:
            shutil.copyfileobj(source, file, 1 << 20)
    for name in chosen['headers']:
        with archive.open('tensorflow/include/' + name) as source, target(folder, 'include', name) as file:
            shutil.copyfileobj(source, file)

for archive, place in zip(packages[0::2], packages[1::2]):
    with tarfile.open(archive) as files:
        for member in files:
            parts = member.name.split('/')[1:]
            if not member.isfile() or not parts or '..' in parts or member.name.startswith('/'):
                continue
            with target(place, *parts) as file:
                shutil.copyfileobj(files.extractfile(member), file)
`;
