package io.metastep.cli.demo;

import io.metastep.cli.http.HttpOption;
import io.metastep.optimizees.TaskCatalogue;

/**
 * What all demos are told.
 *
 * @param jobs that run at the same time
 * @param steps of each job
 * @param seed decides the problems
 * @param port of the broker; 0 for any free one
 * @param tasks with MNIST, if there is a folder that holds it
 * @param http where the page is served
 */
record DemoSettings(int jobs, int steps, long seed, int port, TaskCatalogue tasks, HttpOption http) {}
