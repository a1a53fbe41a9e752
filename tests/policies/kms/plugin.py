"""Answer the API server on a socket: its status, and what to encrypt and decrypt."""

import argparse
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc

from tests.policies.kms.keys import Keys
from tests.policies.kms.messages import decoded, encoded

# Numbers of fields in the protocol's messages (k8s.io/kms/apis/v2).
TEXT, KEY_OF_DECRYPT, KEY_OF_ENCRYPT, KEY_OF_STATUS = 1, 3, 2, 3
Message = dict[int, bytes]


def serve(keys: Keys, socket: Path) -> grpc.Server:
    """Start to answer on a socket."""
    server = grpc.server(ThreadPoolExecutor(max_workers=4))
    answers: dict[str, Callable[[Message], Message]] = {
        "Status": lambda _: status(keys),
        "Encrypt": lambda asked: encrypt(keys, asked),
        "Decrypt": lambda asked: decrypt(keys, asked),
    }
    handlers = {name: handler(answer) for name, answer in answers.items()}
    service = "v2.KeyManagementService"
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler(service, handlers),)
    )
    server.add_insecure_port(f"unix://{socket}")
    server.start()
    return server


def handler(
    answer: Callable[[Message], Message],
) -> "grpc.RpcMethodHandler[Message, Message]":
    """Return what turns a question on the wire into its answer."""

    def answered(asked: Message, context: grpc.ServicerContext) -> Message:
        try:
            return answer(asked)
        except KeyError as unknown:
            context.abort(grpc.StatusCode.NOT_FOUND, f"there is no key {unknown}")

    return grpc.unary_unary_rpc_method_handler(
        answered, request_deserializer=decoded, response_serializer=encoded
    )


def status(keys: Keys) -> Message:
    """Say that all is well, and which key encrypts."""
    return {1: b"v2", 2: b"ok", KEY_OF_STATUS: keys.newest().encode()}


def encrypt(keys: Keys, asked: Message) -> Message:
    """Encrypt a text with the newest key."""
    name, data = keys.encrypt(asked[TEXT])
    return {1: data, KEY_OF_ENCRYPT: name.encode()}


def decrypt(keys: Keys, asked: Message) -> Message:
    """Decrypt with the key that the data was encrypted with."""
    return {1: keys.decrypt(asked[KEY_OF_DECRYPT].decode(), asked[TEXT])}


def main() -> None:
    """Answer until it is ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("keys", type=Path)
    parser.add_argument("socket", type=Path)
    asked = parser.parse_args()
    serve(Keys(asked.keys), asked.socket).wait_for_termination()


if __name__ == "__main__":
    main()
