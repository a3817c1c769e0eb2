return await SharedSequencer.Launcher.CommandLine.MeshCommandLine.RunAsync(args);
