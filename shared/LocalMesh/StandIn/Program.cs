using SharedSequencer.StandIn.Hosting;

return await StandInProgram.RunAsync(args);
