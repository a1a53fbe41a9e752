"""The whole cluster on one machine: what is started, in which order."""

import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cluster import (
    add_ons,
    argo,
    control_plane,
    controllers,
    monitoring,
    node,
    programs,
)
from cluster.add_ons import AddOns
from cluster.argo import Argo
from cluster.control_plane import ControlPlane, Ports
from cluster.controllers import start_controllers
from cluster.machine import Machine
from cluster.monitoring import Monitoring
from cluster.node import Node
from engine import packages
from engine.layout import Layout
from engine.lock import locked
from local.process import Process

ALL = (
    *control_plane.PROGRAMS,
    *controllers.PROGRAMS,
    *node.PROGRAMS,
    *add_ons.PROGRAMS,
    *argo.PROGRAMS,
    *monitoring.PROGRAMS,
    "coredns",
)


@dataclass(frozen=True)
class Cluster:
    """A cluster of one node, whose files lie beside the engine's."""

    layout: Layout

    @classmethod
    def of(cls, environment: dict[str, str]) -> "Cluster":
        """Find it beside the engine."""
        return cls(Layout.of(environment))

    @cached_property
    def machine(self) -> Machine:
        """The machine that all of it runs on."""
        return Machine(self.layout.prefix / "cluster", self.layout.short_name)

    @cached_property
    def binaries(self) -> dict[str, Path]:
        """Every program; what is missing is built."""
        return programs.built(self.layout, ALL)

    @cached_property
    def plane(self) -> ControlPlane:
        """The control plane."""
        return ControlPlane(self.machine, Ports(), self.binaries)

    @cached_property
    def node(self) -> Node:
        """The node."""
        return Node(self.machine, self.plane, self.binaries, self.layout)

    @cached_property
    def add_ons(self) -> AddOns:
        """Names and measures."""
        return AddOns(self.machine, self.plane, self.binaries, self.layout)

    @cached_property
    def argo(self) -> Argo:
        """Argo CD and Argo Rollouts."""
        tools = programs.kustomize(self.layout).parent
        return Argo(self.machine, self.plane, self.binaries, self.layout, tools)

    @cached_property
    def monitoring(self) -> Monitoring:
        """Prometheus and Alertmanager."""
        return Monitoring(self.machine, self.plane, self.binaries)

    @property
    def is_running(self) -> bool:
        """Say whether its machine lives."""
        return self.machine.first() is not None

    def status(self) -> list[str]:
        """Say what runs, a line each, and where the logs are."""
        lines = []
        for process in self.processes():
            pid = process.pid()
            state = f"runs as process {pid}" if pid else "does not run"
            lines.append(f"{process.name:32} {state:24} {process.log}")
        return lines or ["no cluster was started; 'make cluster' starts one"]

    def processes(self) -> list[Process]:
        """Return all programs that were started and not stopped, dead ones too."""
        files = sorted((self.machine.folder / "run").glob("*.pid"))
        return [self.machine.process(file.stem) for file in files]

    def start(self) -> None:
        """Start what does not run yet, and wait until pods can be given to it.

        LocalError names a program that has died meanwhile, and how its log ends.
        """
        for process in self.processes():
            process.forget()
        with locked(self.layout):
            packages.install(node.PACKAGES, self.layout.logs)
        self.machine.start()
        self.plane.start()
        start_controllers(self.plane, self.binaries)
        self.add_ons.install()
        self.node.start()
        self.add_ons.start()
        self.argo.start()
        self.monitoring.start()
        self._need()
        try:
            self.add_ons.wait()
        finally:
            # A program that has died is why others are waited for in vain.
            self._need()

    def _need(self) -> None:
        for process in self.processes():
            process.need()

    def stop(self) -> bool:
        """End all of it; say whether it ran."""
        stopped = self.machine.stop()
        self.machine.remove_groups()
        return stopped

    def clean(self) -> None:
        """Stop it and remove everything but the programs."""
        self.stop()
        shutil.rmtree(self.machine.folder, ignore_errors=True)
