/** Tasks as strangers write them. */
package io.metastep.cli.pilot.tasks;
